using Chatbot.Console.Sistem;
using Chatbot.Storage;

namespace Chatbot.Tests.Console;

public sealed class JobNamesTests
{
    [Fact]
    public void Every_regular_work_has_a_name_of_its_own_for_staff()
    {
        var kinds = typeof(RegularWork).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RegularWork)) && !type.IsAbstract).ToList();
        kinds.ShouldNotBeEmpty();
        kinds.Where(kind => JobNames.Of(kind) == kind.Name).Select(kind => kind.Name).ShouldBeEmpty();
        kinds.Select(JobNames.Of).ShouldBeUnique();
        JobNames.Known.Except(kinds.Select(kind => kind.Name)).ShouldBeEmpty("there is no such work any more");
    }
}
